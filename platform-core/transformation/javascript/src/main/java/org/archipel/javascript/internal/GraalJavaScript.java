package org.archipel.javascript.internal;

import java.time.Duration;
import org.archipel.javascript.JavaScript;
import org.archipel.javascript.Script;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** JavaScript on GraalJS. The engine starts when the first script is compiled. */
@Component(service = JavaScript.class)
public final class GraalJavaScript implements JavaScript {
    private final ScriptLimits limits;
    private Scripts scripts;

    @Activate
    public GraalJavaScript(BundleContext context) {
        this(ScriptLimits.of(context));
    }

    /** With the default limits, outside of a framework. */
    public GraalJavaScript() {
        this(ScriptLimits.DEFAULT);
    }

    /**
     * Outside of a framework, with the default limits but for the time.
     *
     * @param time that a call may take
     */
    public GraalJavaScript(Duration time) {
        this(ScriptLimits.DEFAULT.within(time));
    }

    GraalJavaScript(ScriptLimits limits) {
        this.limits = limits;
    }

    @Override
    public Script compile(String organizationId, String name, String source) {
        return started().compile(organizationId, name, source);
    }

    private synchronized Scripts started() {
        if (scripts == null) {
            scripts = new Scripts(limits);
        }
        return scripts;
    }

    /** Ends running scripts and the engine. */
    @Deactivate
    public synchronized void close() {
        if (scripts != null) {
            scripts.close();
            scripts = null;
        }
    }
}
