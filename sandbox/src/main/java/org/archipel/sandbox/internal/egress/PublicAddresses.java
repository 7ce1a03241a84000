package org.archipel.sandbox.internal.egress;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
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
    private final AddressCheck check;

    @Activate
    public PublicAddresses(@Reference SandboxConfig config) {
        this.check = new AddressCheck(new PrivateNetworks(config.privateNetworks()));
    }

    @Override
    public URI canonical(URI address) {
        return Target.of(address).uri();
    }

    @Override
    public List<InetAddress> addresses(String host, int port) {
        HostName name = HostName.parse(host);
        Target target = Target.of(URI.create("http://" + name.inUri() + ":" + port));
        return List.of(check.addresses(target, NetworkPolicy.NONE.reaching(name, port)));
    }
}
