// The package that apps import; what it offers is in the files beside this one.

@_exported import KithCore
