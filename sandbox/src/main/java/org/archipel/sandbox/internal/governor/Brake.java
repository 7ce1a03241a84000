package org.archipel.sandbox.internal.governor;

import java.util.List;

/**
 * Lets only some of the calls that compute for long go on at a time, in turns, so that the platform's own threads find a processor. The
 * others wait at their next checkpoint. Used by the watchdog alone.
 */
final class Brake {
    private final int atOnce;
    private final Runnable arm;
    private final Runnable disarm;
    private int turn;
    private boolean armed;

    /**
     * @param atOnce how many go on; 0 for all
     * @param arm called before the first call has to wait
     * @param disarm called after the last one had to
     */
    Brake(int atOnce, Runnable arm, Runnable disarm) {
        this.atOnce = atOnce;
        this.arm = arm;
        this.disarm = disarm;
    }

    /** Gives the turn to the next of the calls that compute for long. */
    void turn(List<CallMeter> computing) {
        boolean tooMany = atOnce > 0 && computing.size() > atOnce;
        if (tooMany && !armed) {
            arm.run();
        }
        turn = tooMany ? (turn + atOnce) % computing.size() : 0;
        for (int i = 0; i < computing.size(); i++) {
            int place = (i - turn + computing.size()) % computing.size();
            computing.get(i).pause(tooMany && place >= atOnce);
        }
        if (!tooMany && armed) {
            disarm.run();
        }
        armed = tooMany;
    }
}
