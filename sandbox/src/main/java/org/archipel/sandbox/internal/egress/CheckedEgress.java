package org.archipel.sandbox.internal.egress;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.util.Timeout;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.api.permission.Permission;
import org.archipel.sandbox.Egress;
import org.archipel.sandbox.HttpTransport;
import org.archipel.sandbox.internal.island.SandboxConfig;
import org.archipel.sandbox.internal.permission.NetworkPolicy;
import org.archipel.sandbox.internal.permission.PolicyCache;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

/** One HTTP client with one connection pool for all of the sandbox. */
@Component(service = {Egress.class, CheckedEgress.class})
public final class CheckedEgress implements Egress {
    private final ConnectionPool connections;
    private final CloseableHttpClient client;
    private final AddressCheck check;
    private final ResponseReader reader;
    private final SandboxConfig config;
    private final Optional<HttpTransport> transport;

    @Activate
    public CheckedEgress(
            @Reference SandboxConfig config,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) HttpTransport transport) {
        this(config, transport, new AddressCheck(new PrivateNetworks(config.privateNetworks())));
    }

    CheckedEgress(SandboxConfig config, HttpTransport transport, AddressCheck check) {
        this.config = config;
        this.transport = Optional.ofNullable(transport);
        this.check = check;
        this.reader = new ResponseReader(config.responseSize());
        this.connections = new ConnectionPool(config);
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(config.connectTimeout()))
                        .setResponseTimeout(Timeout.of(config.responseTimeout()))
                        .build())
                .setUserAgent("Archipel")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                // The reader of answers unpacks: the client would do it as often as the server says.
                .disableContentCompression()
                .build();
    }

    @Deactivate
    void close() throws IOException {
        client.close();
        connections.end();
    }

    @Override
    public HttpClient client(Supplier<List<Permission>> grants) {
        PolicyCache policies = new PolicyCache();
        return of(() -> policies.of(grants.get()).network());
    }

    @Override
    public HttpClient client(Supplier<List<Permission>> grants, Collection<URI> endpoints) {
        return of(policy(grants, endpoints));
    }

    private static Supplier<NetworkPolicy> policy(Supplier<List<Permission>> grants, Collection<URI> endpoints) {
        List<Target> targets = endpoints.stream().map(Target::of).toList();
        PolicyCache policies = new PolicyCache();
        return () -> {
            NetworkPolicy policy = policies.of(grants.get()).network();
            for (Target target : targets) {
                policy = policy.reaching(target.host(), target.port());
            }
            return policy;
        };
    }

    @Override
    public boolean reaches(Supplier<List<Permission>> grants, Collection<URI> endpoints, URI address) {
        try {
            Target target = Target.of(address);
            return policy(grants, endpoints).get().allows(target.host(), target.port());
        } catch (ValidationException e) {
            return false;
        }
    }

    @Override
    public HttpResponse download(HttpRequest request, OutputStream to, long longest) {
        Target target = Target.of(request.uri());
        NetworkPolicy policy = new PolicyCache().of(List.of()).network().reaching(target.host(), target.port());
        return new CheckedHttpClient(client, check, reader, () -> policy, config.responseTimeout())
                .download(request, to, longest);
    }

    /** A client under a policy that is asked at every request. */
    public HttpClient of(Supplier<NetworkPolicy> policy) {
        return transport
                .<HttpClient>map(carrier -> request -> {
                    AddressCheck.requireGranted(Target.of(request.uri()), policy.get());
                    return carrier.carry(request);
                })
                .orElseGet(() -> new CheckedHttpClient(client, check, reader, policy, config.responseTimeout()));
    }
}
