package org.archipel.demo;

/** A step of the demo. */
interface Step {
    String title();

    /** @throws DemoFailure if the outcome is not what it should be */
    void run(DemoWorld world, Narrator narrator);
}
