/** The scheduler library, set up to work in the platform's transactions. No other package knows it. */
package org.archipel.messaging.internal.engine;
