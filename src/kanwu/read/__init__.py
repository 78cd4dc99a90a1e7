"""Bytes and formats in, Document out."""
