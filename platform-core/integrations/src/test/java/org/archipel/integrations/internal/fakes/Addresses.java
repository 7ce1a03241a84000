package org.archipel.integrations.internal.fakes;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;
import org.archipel.sandbox.AddressGuard;

/** Takes every address but the one of clouds' metadata. */
public final class Addresses implements AddressGuard {
    @Override
    public URI canonical(URI address) {
        if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                || address.getUserInfo() != null) {
            throw new ValidationException("", "an address is absolute, of http or https, and without credentials");
        }
        if ("169.254.169.254".equals(address.getHost())) {
            throw new PermissionDeniedException("the address is a private one, which is not opened");
        }
        return address;
    }

    @Override
    public List<InetAddress> addresses(String host, int port) {
        throw new UnsupportedOperationException("the JDK's client resolves names");
    }
}
