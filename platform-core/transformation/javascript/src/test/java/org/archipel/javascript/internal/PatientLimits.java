package org.archipel.javascript.internal;

import java.time.Duration;

/** The default limits, but for a time that is enough on a machine that has other things to do: for tests of what scripts say. */
final class PatientLimits {
    static final ScriptLimits LIMITS = new ScriptLimits(
            ScriptLimits.DEFAULT.statements(),
            Duration.ofSeconds(30),
            ScriptLimits.DEFAULT.allocatedBytes(),
            ScriptLimits.DEFAULT.allocatedByAll(),
            ScriptLimits.DEFAULT.depth(),
            ScriptLimits.DEFAULT.characters(),
            ScriptLimits.DEFAULT.elements(),
            ScriptLimits.DEFAULT.parallel(),
            ScriptLimits.DEFAULT.patience());

    private PatientLimits() {}
}
