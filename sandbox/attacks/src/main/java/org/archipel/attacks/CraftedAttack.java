package org.archipel.attacks;

import org.example.attacks.Harmless;
import org.example.attacks.Probe;

/** An attack that no compiler makes of a probe: by the manifest, by class files made by hand, by bytes. */
public interface CraftedAttack {
    /** The probe whose package is changed. */
    default Class<? extends Probe> probe() {
        return Harmless.class;
    }

    /** Turns the sound package into the attack. */
    void craft(AttackPackage sound);
}
