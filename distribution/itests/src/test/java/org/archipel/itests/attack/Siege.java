package org.archipel.itests.attack;

import java.nio.file.Path;
import org.archipel.attacks.AttackCase;

/** One platform that is attacked again and again, started when first needed, and anew when an attack broke it. */
final class Siege implements AutoCloseable {
    private final Walls walls;
    private final Path folder;
    private AttackedPlatform platform;
    private Bait bait;
    private int starts;

    Siege(Walls walls, Path folder) {
        this.walls = walls;
        this.folder = folder;
    }

    Outcome run(AttackCase attack) {
        if (platform == null) {
            starts++;
            bait = new Bait(folder.resolve("bait-" + starts));
            platform = AttackedPlatform.start(walls, folder.resolve("platform-" + starts));
        }
        Outcome outcome = new CaseRun(platform, bait).of(attack);
        if (outcome.hostHarmed()) {
            close();
        }
        return outcome;
    }

    @Override
    public void close() {
        if (platform != null) {
            platform.close();
            bait.close();
            platform = null;
        }
    }
}
