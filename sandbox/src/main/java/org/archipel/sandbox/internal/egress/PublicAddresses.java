package org.archipel.sandbox.internal.egress;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.archipel.sandbox.AddressGuard;
import org.archipel.sandbox.internal.island.SandboxConfig;
import org.archipel.sandbox.internal.permission.HostName;
import org.archipel.sandbox.internal.permission.NetworkPolicy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens every public address, and of the private ones those on the administrator's list. */
@Component
public final class PublicAddresses implements AddressGuard {
    /** This machine by every name service (RFC 6761). */
    private static final Pattern LOCAL = Pattern.compile("(?:.*\\.)?localhost");

    private final AddressCheck check;

    @Activate
    public PublicAddresses(@Reference SandboxConfig config) {
        this.check = new AddressCheck(new PrivateNetworks(config.privateNetworks()));
    }

    @Override
    public URI canonical(URI address) {
        Target target = Target.of(address);
        if (target.host().address().isPresent()
                || LOCAL.matcher(target.host().toString()).matches()) {
            addresses(target);
        }
        return target.uri();
    }

    @Override
    public List<InetAddress> addresses(String host, int port) {
        HostName name = HostName.parse(host);
        return addresses(Target.of(URI.create("http://" + name.inUri() + ":" + port)));
    }

    private List<InetAddress> addresses(Target target) {
        return List.of(check.addresses(target, NetworkPolicy.NONE.reaching(target.host(), target.port())));
    }
}
