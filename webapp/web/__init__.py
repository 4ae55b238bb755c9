"""What every page stands on: request context, headers, addresses, responses, errors, shared page pieces."""
