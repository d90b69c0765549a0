"""The facts that each paper prints: pure models, one module a family of papers."""
