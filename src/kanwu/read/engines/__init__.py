"""The JSON of OCR engines, one module a family; kanwu.read.engine_json finds which."""
