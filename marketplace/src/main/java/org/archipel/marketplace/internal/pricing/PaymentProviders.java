package org.archipel.marketplace.internal.pricing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.archipel.api.payment.PaymentProvider;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The providers that are there at the moment. Thread-safe. */
@Component(service = PaymentProviders.class)
public final class PaymentProviders {
    private final Map<String, PaymentProvider> byName = new ConcurrentSkipListMap<>();

    /** Only the platform's own bundles: a provider out of an extension would speak for one organization. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(&(archipel.payment.provider=*)(!(archipel.installation=*)))")
    public void add(PaymentProvider provider, Map<String, Object> properties) {
        byName.put(name(properties), provider);
    }

    public void remove(PaymentProvider provider, Map<String, Object> properties) {
        byName.remove(name(properties), provider);
    }

    Optional<PaymentProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private static String name(Map<String, Object> properties) {
        return String.valueOf(properties.get(PaymentProvider.NAME));
    }
}
