package org.archipel.gateway.internal.http;

import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets connections to upstreams be selected together with those of callers, so that one thread has both: it reads a request, writes
 * the call, reads the answer and writes it, and no other is woken. Thread-safe.
 */
@Component(service = ServerSelectors.class)
public class ServerSelectors {
    private final Map<Selector, ManagedSelector> bySelector = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Server server;

    private record Server(ServerConnector connector, List<ManagedSelector> selectors) {}

    /** A connection of a caller. */
    public interface Selected {
        /** What selects it; null if that is not known. */
        ManagedSelector selector();
    }

    @Activate
    public ServerSelectors() {
        // Until the server is there, upstreams have a selector of their own.
    }

    /** @param connector has started */
    public void use(ServerConnector connector) {
        List<ManagedSelector> all = List.copyOf(connector.getSelectorManager().getBeans(ManagedSelector.class));
        server = new Server(connector, all);
        bySelector.clear();
        all.forEach(managed -> managed.submit(selector -> bySelector.put(selector, managed)));
    }

    /** What selects a connection; null if that is not known. */
    public ManagedSelector of(EndPoint endPoint) {
        if (endPoint instanceof SelectableChannelEndPoint selectable) {
            for (Map.Entry<Selector, ManagedSelector> each : bySelector.entrySet()) {
                if (selectable.getChannel().keyFor(each.getKey()) != null) {
                    return each.getValue();
                }
            }
        }
        return null;
    }

    /** What selects the connection whose request the present thread has just read; null if there is none, or it is not known. */
    static ManagedSelector present() {
        return HttpConnection.getCurrentConnection() instanceof Selected caller ? caller.selector() : null;
    }

    /** What a connection may be selected by: what is wanted if it is still there, else one of the server's; null without a server. */
    ManagedSelector choose(ManagedSelector wanted) {
        Server present = server;
        if (present == null || !present.connector().isStarted()) {
            return null;
        }
        List<ManagedSelector> all = present.selectors();
        return wanted != null && all.contains(wanted)
                ? wanted
                : all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
    }
}
