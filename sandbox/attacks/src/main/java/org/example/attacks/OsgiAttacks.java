package org.example.attacks;

import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collection;
import java.util.Hashtable;
import org.archipel.api.extension.HealthCheck;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleReference;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.FindHook;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Using the framework: other bundles, their services, the system bundle. The first form of each attack takes the way from its own
 * class; the second has been given the object, as if it had leaked, and is stopped at what it does with it. The framework's classes
 * are not visible to extensions; where a method declared an exception of its own, the component would not even load.
 */
public final class OsgiAttacks {
    private OsgiAttacks() {}

    // As if they had leaked. That they are null does not matter: the denial comes before the call.
    private static BundleContext leakedContext;
    private static Bundle leakedBundle;
    private static ServiceReference<?> leakedReference;
    private static ServiceRegistration<?> leakedRegistration;
    private static BundleWiring leakedWiring;

    private static BundleContext own() {
        return FrameworkUtil.getBundle(OsgiAttacks.class).getBundleContext();
    }

    @Attack(number = 62, title = "The system bundle by its number", expected = Verdict.DENIED)
    public static final class SystemBundle extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return own().getBundle(0).getBundleContext().getBundles().length;
        }
    }

    @Attack(number = 63, title = "ServiceReference.getBundle", expected = Verdict.DENIED)
    public static final class ByReference extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            ServiceReference<?>[] references = own().getAllServiceReferences(null, null);
            return references[0].getBundle().getBundleContext().getBundles().length;
        }
    }

    @Attack(number = 64, title = "The provider of a wire", expected = Verdict.DENIED)
    public static final class ByWire extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Bundle bundle = ((BundleReference) ByWire.class.getClassLoader()).getBundle();
            return bundle.adapt(BundleWiring.class)
                    .getRequiredWires(null)
                    .get(0)
                    .getProvider()
                    .getBundle()
                    .getBundleContext()
                    .getBundles()
                    .length;
        }
    }

    @Attack(number = 65, title = "A service event's consumer", expected = Verdict.DENIED)
    public static final class ByConsumer extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ServiceReference<?> mine = FrameworkUtil.getBundle(ByConsumer.class).getRegisteredServices()[0];
            return mine.getUsingBundles()[0].getBundleContext().getBundles().length;
        }
    }

    @Attack(number = 66, title = "installBundle over http", expected = Verdict.DENIED)
    public static final class InstallBundle extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return own().installBundle(stage.url() + "evil.jar").getBundleId();
        }
    }

    @Attack(number = 67, title = "Registering a hook", expected = Verdict.DENIED)
    public static final class RegisterHook extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            own().registerService("org.osgi.framework.hooks.bundle.FindHook", new Object(), new Hashtable<>());
            return "registered";
        }
    }

    @Attack(number = 74, title = "Stopping another bundle", expected = Verdict.DENIED)
    public static final class StopBundle extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            FrameworkUtil.getBundle(HttpClient.class).stop();
            return "stopped";
        }
    }

    @Attack(number = 75, title = "Resources of another bundle", expected = Verdict.DENIED)
    public static final class ForeignEntry extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.valueOf(FrameworkUtil.getBundle(HttpClient.class).getEntry("META-INF/MANIFEST.MF"));
        }
    }

    @Attack(number = 76, title = "A URLStreamHandlerService", expected = Verdict.DENIED)
    public static final class UrlHandler extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put("url.handler.protocol", "https");
            own().registerService("org.osgi.service.url.URLStreamHandlerService", new Object(), properties);
            return "registered";
        }
    }

    @Attack(number = 77, title = "A host interface with the highest ranking", expected = Verdict.DENIED)
    public static final class Hijack extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
            own().registerService(HealthCheck.class, () -> null, properties);
            return "registered";
        }
    }

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

    @Attack(number = 67, title = "A hook as a class of its own", expected = Verdict.DENIED, by = "FindHook")
    public static final class OwnHook extends Probe {
        private static final class Hook implements FindHook {
            @Override
            public void find(BundleContext context, Collection<Bundle> bundles) {
                bundles.clear();
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new Hook().hashCode();
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

    @Attack(number = 75, title = "Resources by a class of the platform", expected = Verdict.DENIED, by = "resources of")
    public static final class ForeignResource extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return HttpClient.class.getResourceAsStream("/META-INF/MANIFEST.MF").read();
        }
    }

    @Attack(
            number = 76,
            title = "A URL handler as a class of its own",
            expected = Verdict.REFUSED,
            by = "URLStreamHandler")
    public static final class OwnUrlHandler extends Probe {
        private static final class Handler extends URLStreamHandler {
            @Override
            protected URLConnection openConnection(URL url) {
                return null;
            }
        }

        @Override
        protected Object attempt(Stage stage) throws Exception {
            return new URL(null, "https://example.com/", new Handler()).getHost();
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

    @Attack(number = 78, title = "Through the address of another extension", expected = Verdict.DENIED)
    public static final class Deputy extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return context()
                    .http()
                    .send(HttpRequest.get(URI.create(stage.url())))
                    .status();
        }
    }
}
