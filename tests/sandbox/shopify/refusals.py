"""Shopify's forms of saying no."""

import re

from graphql import GraphQLError

RATE_LIMITS = "https://shopify.dev/api/usage/rate-limits"
UNAUTHORIZED = {
    "errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"
}
UNKNOWN_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")
UNKNOWN_ARGUMENT = re.compile(r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'")
MISSING_ARGUMENT = re.compile(r"Field '(\w+)' argument '(\w+)' of type .* is required")


class TopLevelError(GraphQLError):
    """An error beside the data, with a code, on the field that was being answered."""

    def __init__(self, message, code):
        super().__init__(message, extensions={"code": code})


class AccessDenied(GraphQLError):
    """The app lacks a scope; the field is null then."""

    def __init__(self, field, scope):
        needed = f"`{scope}` access scope."
        super().__init__(
            f"Access denied for {field} field. Required access: {needed}",
            extensions={
                "code": "ACCESS_DENIED",
                "documentation": "https://shopify.dev/api/usage/access-scopes",
                "requiredAccess": needed,
            },
        )


def max_cost(cost, limit):
    return {
        "message": (
            f"Query cost is {cost}, which exceeds the single query max cost limit ({limit}).\n\n"
            f"See {RATE_LIMITS} for more information on how the\n"
            "cost of a query is calculated.\n\n"
            "To query larger amounts of data with fewer limits, bulk operations should be used "
            "instead.\n"
        ),
        "extensions": {
            "code": "MAX_COST_EXCEEDED",
            "cost": cost,
            "maxCost": limit,
            "documentation": RATE_LIMITS,
        },
    }


def throttled():
    return {
        "message": "Throttled",
        "extensions": {"code": "THROTTLED", "documentation": RATE_LIMITS},
    }


def document_error(problem, operation="query"):
    """A validation error of graphql-core in the words and form of Shopify's library."""
    shown = {
        "message": problem.message,
        "locations": [
            {"line": place.line, "column": place.column} for place in problem.locations or []
        ],
        "path": [operation],
        "extensions": {"code": "invalidDocument"},
    }
    for pattern, rewrite in REWRITES:
        found = pattern.match(problem.message)
        if found:
            shown.update(rewrite(*found.groups()))
    return shown


def _unknown_field(field, kind):
    return {
        "message": f"Field '{field}' doesn't exist on type '{kind}'",
        "extensions": {"code": "undefinedField", "typeName": kind, "fieldName": field},
    }


def _unknown_argument(argument, kind, field):
    return {
        "message": f"Field '{field}' doesn't accept argument '{argument}'",
        "extensions": {
            "code": "argumentNotAccepted",
            "name": field,
            "typeName": "Field",
            "argumentName": argument,
        },
    }


def _missing_argument(field, argument):
    return {
        "message": f"Field '{field}' is missing required arguments: {argument}",
        "extensions": {
            "code": "missingRequiredArguments",
            "className": "Field",
            "name": field,
            "arguments": argument,
        },
    }


REWRITES = (
    (UNKNOWN_FIELD, _unknown_field),
    (UNKNOWN_ARGUMENT, _unknown_argument),
    (MISSING_ARGUMENT, _missing_argument),
)


def not_played(problem):
    """Shopify would answer this; the sandbox does not know how."""
    return {
        "message": f"Not played by the sandbox: {problem.message}",
        "extensions": {"code": "NOT_PLAYED"},
    }


def runtime_error(problem):
    shown = {"message": problem.message}
    if problem.locations:
        shown["locations"] = [
            {"line": place.line, "column": place.column} for place in problem.locations
        ]
    if problem.path:
        shown["path"] = list(problem.path)
    if problem.extensions:
        shown["extensions"] = problem.extensions
    return shown
