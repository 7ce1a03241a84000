package org.archipel.persistence.internal;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import org.archipel.persistence.UnitOfWork;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The units of work of one bundle: made when their migrations ran, gone when the bundle stops. */
final class UnitRegistrations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnitRegistrations.class);

    private record Registered(ServiceRegistration<UnitOfWork> service, JdbcUnitOfWork work) {}

    private final Bundle bundle;
    private final Database database;
    private final Migrations migrations;
    private final List<Registered> registered = new ArrayList<>();
    private boolean closed;

    UnitRegistrations(Bundle bundle, Database database) {
        this.bundle = bundle;
        this.database = database;
        this.migrations = new Migrations(database);
    }

    /** Migrates and registers the units. One that fails stays away, with all that needs it; the others go on. */
    void open() {
        try {
            BundleUnits.of(bundle).forEach(this::add);
        } catch (RuntimeException e) {
            LOG.error("The persistence units of {} could not be read", bundle.getSymbolicName(), e);
        }
    }

    private void add(UnitSource unit) {
        try {
            migrations.migrate(unit);
            register(unit);
        } catch (RuntimeException e) {
            LOG.error("The persistence unit {} of {} is not available", unit.name(), bundle.getSymbolicName(), e);
        }
    }

    private synchronized void register(UnitSource unit) {
        if (closed) {
            return;
        }
        var properties = new Hashtable<String, Object>();
        properties.put(UnitOfWork.UNIT, unit.name());
        var work = new JdbcUnitOfWork(database, unit);
        BundleContext own = FrameworkUtil.getBundle(UnitRegistrations.class).getBundleContext();
        registered.add(new Registered(own.registerService(UnitOfWork.class, work, properties), work));
    }

    /** Starts JPA for the units that have entities, so that no request has to wait for it. */
    void warmUp() {
        List<JdbcUnitOfWork> units;
        synchronized (this) {
            units = registered.stream().map(Registered::work).toList();
        }
        units.forEach(JdbcUnitOfWork::warmUp);
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (var unit : registered) {
            unit.service().unregister();
            unit.work().close();
        }
        registered.clear();
    }
}
