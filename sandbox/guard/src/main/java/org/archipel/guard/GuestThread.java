package org.archipel.guard;

/** A thread on which code of extensions may run. On all others runs the platform alone. */
public interface GuestThread {}
