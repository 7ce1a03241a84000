package org.archipel.gateway.internal.fakes;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.RemoteException;
import org.archipel.sandbox.AddressGuard;

/** Opens the loopback address unless a test shuts it; names are what a test says that they are. */
public final class Addresses implements AddressGuard {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]|localhost");

    public final Map<String, String> names = new ConcurrentHashMap<>();
    public volatile boolean shut;
    /** As long as it is there, looking up any address ends with it. */
    public volatile Error error;

    @Override
    public URI canonical(URI address) {
        if (ADDRESS.matcher(address.getHost()).matches()) {
            addresses(address.getHost(), address.getPort());
        }
        return URI.create(address + (address.getRawPath().isEmpty() ? "/" : ""));
    }

    @Override
    public List<InetAddress> addresses(String host, int port) {
        if (error != null) {
            throw error;
        }
        String address = names.getOrDefault(host, host);
        try {
            InetAddress found = InetAddress.getByName(address);
            if (shut && found.isLoopbackAddress()) {
                throw new PermissionDeniedException(
                        "the address of " + host + " is a private one, which is not opened");
            }
            return List.of(found);
        } catch (UnknownHostException e) {
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "the host " + host + " is not known", true);
        }
    }
}
