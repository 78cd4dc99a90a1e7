"""Many pages."""
