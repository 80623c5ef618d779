"""Drafts of mail from Jinja templates: what they see, where they lie, what comes of them."""
