package org.archipel.integrations.internal.fakes;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.archipel.api.connector.Connector;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A reference to a connector's service with the given properties. */
public final class FakeReference implements ServiceReference<Connector> {
    private final Map<String, Object> properties;

    public FakeReference(Map<String, Object> properties) {
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Object getProperty(String key) {
        return properties.get(key);
    }

    @Override
    public String[] getPropertyKeys() {
        return properties.keySet().toArray(String[]::new);
    }

    @Override
    public Bundle getBundle() {
        return null;
    }

    @Override
    public Bundle[] getUsingBundles() {
        return new Bundle[0];
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    @Override
    public int compareTo(Object other) {
        return Integer.compare(System.identityHashCode(this), System.identityHashCode(other));
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        return new Hashtable<>(properties);
    }

    @Override
    public <A> A adapt(Class<A> type) {
        return null;
    }
}
