package org.archipel.rest.internal.application;

/** Serves the platform's application. Thread-safe. */
public interface Publication {
    /** Has the parts served as they are now; true once they are. */
    boolean serve();
}
