SELECT target, role, lived, source FROM link
