"""Events: predicates and their own arguments, composed into PLOVER events."""
