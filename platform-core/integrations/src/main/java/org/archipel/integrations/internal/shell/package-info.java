/** Commands of the administrator's shell about connectors and integrations. */
package org.archipel.integrations.internal.shell;
