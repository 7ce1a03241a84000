package org.archipel.transformation.internal.step;

/** The scripts of one request or record took too long together; no step's policy goes on from there. */
public final class ScriptTimeSpent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScriptTimeSpent() {
        super("the scripts took more than a second together", null, false, false);
    }
}
