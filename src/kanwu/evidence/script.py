"""stub for now"""
def majority(text: str) -> str:
    return "keep"
