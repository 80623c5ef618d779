"""One function per change: refs resolved, rules applied, one transaction, a result returned."""
