package org.archipel.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** Places change at the source; the next synchronization brings these and no others. */
final class SynchronizeChanges implements Step {
    private static final int CHANGED = 100;

    @Override
    public String title() {
        return "Change " + CHANGED + " places at the source and synchronize again";
    }

    @Override
    public void run(DemoWorld world, Narrator narrator) {
        world.provider().change(CHANGED);
        JsonNode counts = Synchronize.synchronize(world, narrator);
        DemoFailure.expect(
                "updated records", (long) CHANGED, counts.path("updated").asLong());
        DemoFailure.expect("created records", 0L, counts.path("created").asLong());
        narrator.tell(
                "read %d, updated exactly %d, created %d",
                counts.path("read").asLong(), CHANGED, counts.path("created").asLong());
    }
}
