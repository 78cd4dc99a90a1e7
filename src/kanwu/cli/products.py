"""What is delivered of a cleaned page, for the commands."""

from kanwu.batch.products import Product, To, for_field, product

__all__ = ["Product", "To", "for_field", "product"]
