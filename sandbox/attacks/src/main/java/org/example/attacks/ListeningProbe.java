package org.example.attacks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.archipel.api.event.Event;
import org.archipel.api.event.EventListener;

/** Publishes an event that is hard to compare with a listener's topics, and then one that it waits for itself. */
public final class ListeningProbe extends Probe implements EventListener {
    private static final String PLAIN = "attack.plain";

    private final CountDownLatch heard = new CountDownLatch(1);

    @Override
    public void onEvent(Event event) {
        if (event.topic().equals(PLAIN)) {
            heard.countDown();
        }
    }

    @Override
    protected Object attempt(Stage stage) throws InterruptedException {
        context().events().publish("attack." + "a".repeat(140), "one", null);
        context().events().publish(PLAIN, "one", null);
        if (!heard.await(2, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the platform delivers no more");
        }
        return "heard";
    }
}
