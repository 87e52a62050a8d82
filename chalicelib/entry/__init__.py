"""What each function does with one invocation: translate the wire, call the use case, report. One module a function, so
that none imports another's code."""
