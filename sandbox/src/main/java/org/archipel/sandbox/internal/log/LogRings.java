package org.archipel.sandbox.internal.log;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.ExtensionLogs;
import org.archipel.sandbox.internal.governor.Accounts;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Keeps the log of every installation within bounds, so that an extension cannot flood disk or memory. */
@Component(service = {ExtensionLogs.class, LogRings.class})
public final class LogRings implements ExtensionLogs {
    private static final int LONGEST_TRACE = 16_000;

    private final Accounts accounts;
    private final Map<Key, LogRing> rings = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    @Activate
    public LogRings(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    private record Key(String organizationId, String installationId) {}

    @Override
    public List<Entry> tail(String organizationId, String installationId, int limit) {
        LogRing ring = rings.get(new Key(organizationId, installationId));
        return ring == null ? List.of() : ring.tail(limit);
    }

    /** A logger that writes to the installation's log. */
    public Logger logger(InstallationInfo installation) {
        return new RingLogger(installation, this);
    }

    /** @param failure null if there is none; runs its code, so it is called on a thread of the extension */
    public void write(InstallationInfo installation, Level level, String message, Throwable failure) {
        String text = clean(message, MessageText.LONGEST);
        String trace = failure == null ? "" : clean(trace(failure), LONGEST_TRACE);
        Key key = new Key(installation.organizationId(), installation.installationId());
        LogRing ring = rings.computeIfAbsent(key, absent -> new LogRing());
        if (accounts.of(installation).mayLog(installation.version(), text.length() + trace.length())) {
            ring.add(new Entry(clock.instant(), level.name(), installation.version(), text, trace));
        } else {
            ring.leaveOut(dropped -> new Entry(
                    clock.instant(),
                    Level.WARN.name(),
                    installation.version(),
                    dropped + " entries were left out here: more than may be written in a minute",
                    ""));
        }
    }

    /** Forgets the installation's log. */
    public void forget(String organizationId, String installationId) {
        rings.remove(new Key(organizationId, installationId));
    }

    private static String trace(Throwable failure) {
        return TraceText.of(failure, LONGEST_TRACE);
    }

    private static String clean(String text, int longest) {
        String safe = text == null ? "" : text;
        String shortened = safe.length() > longest ? safe.substring(0, longest) + "…" : safe;
        return shortened.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
    }
}
