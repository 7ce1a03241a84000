package org.archipel.integrations.internal.sync;

import org.archipel.integrations.internal.model.Integration;

/** Is told whether the remote system takes an integration's credentials. */
public interface RefusedCredentials {
    /** It refuses them: the integration stands still until it has others, or the same ones are taken again. */
    void refused(Integration integration, String message);

    /** It takes them: an integration that stood still for that goes on. */
    void accepted(Integration integration);
}
