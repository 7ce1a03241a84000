/** Rotation of the keys that credentials are encrypted with, as durable jobs. */
package org.archipel.integrations.internal.keys;
