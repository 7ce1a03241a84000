package org.example.attacks;

import java.util.Hashtable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;

/** Using objects of the framework as if they had leaked: each is stopped at what it does with them. */
public final class LeakedOsgiAttacks {
    // That they are null does not matter: the denial comes before the call.
    private static BundleContext leakedContext;
    private static Bundle leakedBundle;
    private static ServiceReference<?> leakedReference;
    private static ServiceRegistration<?> leakedRegistration;
    private static BundleWiring leakedWiring;

    private LeakedOsgiAttacks() {}

    @Attack(number = 62, title = "A leaked bundle's context", expected = Verdict.DENIED, by = "Bundle.getBundleContext")
    public static final class LeakedBundle extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return leakedBundle.getBundleContext().getBundles().length;
        }
    }

    @Attack(
            number = 62,
            title = "A leaked context's bundles",
            expected = Verdict.DENIED,
            by = "BundleContext.getBundles")
    public static final class LeakedContext extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return leakedContext.getBundles().length;
        }
    }

    @Attack(
            number = 63,
            title = "A leaked service reference",
            expected = Verdict.DENIED,
            by = "ServiceReference.getBundle")
    public static final class LeakedReference extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return leakedReference.getBundle().getBundleId();
        }
    }

    @Attack(
            number = 63,
            title = "A leaked context's services",
            expected = Verdict.DENIED,
            by = "BundleContext.getService")
    public static final class LeakedServices extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return leakedContext.getService(leakedReference);
        }
    }

    @Attack(number = 64, title = "A leaked wiring", expected = Verdict.DENIED, by = "BundleWiring.getRequiredWires")
    public static final class LeakedWiring extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return leakedWiring.getRequiredWires(null).size();
        }
    }

    @Attack(
            number = 64,
            title = "A leaked wiring's loader",
            expected = Verdict.DENIED,
            by = "BundleWiring.getClassLoader")
    public static final class LeakedLoader extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.valueOf(leakedWiring.getClassLoader());
        }
    }

    @Attack(
            number = 65,
            title = "Consumers of a leaked service",
            expected = Verdict.DENIED,
            by = "ServiceReference.getUsingBundles")
    public static final class LeakedConsumers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return leakedReference.getUsingBundles().length;
        }
    }

    @Attack(number = 65, title = "A service factory of its own", expected = Verdict.DENIED, by = "ServiceFactory")
    public static final class OwnFactory extends Probe {
        private static final class Factory implements ServiceFactory<Object> {
            @Override
            public Object getService(Bundle consumer, ServiceRegistration<Object> registration) {
                return consumer.getBundleContext();
            }

            @Override
            public void ungetService(Bundle consumer, ServiceRegistration<Object> registration, Object service) {}
        }

        @Override
        protected Object attempt(Stage stage) {
            return String.valueOf(new Factory().getService(leakedBundle, null));
        }
    }

    @Attack(
            number = 66,
            title = "installBundle on a leaked context",
            expected = Verdict.DENIED,
            by = "BundleContext.installBundle")
    public static final class LeakedInstall extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return leakedContext.installBundle(stage.url() + "evil.jar").getBundleId();
        }
    }

    @Attack(
            number = 67,
            title = "A hook on a leaked context",
            expected = Verdict.DENIED,
            by = "BundleContext.registerService")
    public static final class LeakedHook extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            leakedContext.registerService("org.osgi.framework.hooks.bundle.FindHook", new Object(), null);
            return "registered";
        }
    }

    @Attack(number = 74, title = "Stopping a leaked bundle", expected = Verdict.DENIED, by = "Bundle.stop")
    public static final class LeakedStop extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            leakedBundle.stop();
            return "stopped";
        }
    }

    @Attack(number = 74, title = "Updating a leaked bundle", expected = Verdict.DENIED, by = "Bundle.update")
    public static final class LeakedUpdate extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            leakedBundle.update();
            return "updated";
        }
    }

    @Attack(number = 75, title = "Resources of a leaked bundle", expected = Verdict.DENIED, by = "Bundle.getEntry")
    public static final class LeakedEntry extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.valueOf(leakedBundle.getEntry("META-INF/MANIFEST.MF"));
        }
    }

    @Attack(
            number = 77,
            title = "A changed registration",
            expected = Verdict.DENIED,
            by = "ServiceRegistration.setProperties")
    public static final class LeakedRegistration extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
            leakedRegistration.setProperties(properties);
            return "changed";
        }
    }
}
