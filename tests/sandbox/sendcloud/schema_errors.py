"""JSON Schema's complaints in the vendor's words."""

from jsonschema.exceptions import best_match

from tests.sandbox.sendcloud.errors import error

CODES = {"enum": "invalid_choice", "minimum": "min_value", "exclusiveMinimum": "min_value"}


def as_vendor_errors(problem):
    """The vendor's error objects for one jsonschema ValidationError."""
    problem = best_match([problem])
    where = "".join(f"/{part}" for part in problem.absolute_path)
    if problem.validator == "required":
        missing = [name for name in problem.validator_value if name not in problem.instance]
        return [error(400, "required", "This field is required.", f"{where}/{m}") for m in missing]
    if problem.instance is None:
        return [error(400, "null", "This field may not be null.", where)]
    code = CODES.get(problem.validator, "invalid")
    return [error(400, code, problem.message, where)]
