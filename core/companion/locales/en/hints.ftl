# Soft rules. They never block, and never blame.

