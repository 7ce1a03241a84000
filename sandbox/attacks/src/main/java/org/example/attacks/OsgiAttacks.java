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
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.bundle.FindHook;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Using the framework: other bundles, their services, the system bundle. Each takes the way from its own class; with objects that
 * leaked see {@link LeakedOsgiAttacks}. The framework's classes are not visible to extensions; where a method declared an exception of
 * its own, the component would not even load.
 */
public final class OsgiAttacks {
    private static BundleContext own() {
        return FrameworkUtil.getBundle(OsgiAttacks.class).getBundleContext();
    }

    private OsgiAttacks() {}

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
            Object loader = ByWire.class.getClassLoader();
            Bundle bundle = loader instanceof BundleReference reference
                    ? reference.getBundle()
                    : FrameworkUtil.getBundle(ByWire.class);
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
