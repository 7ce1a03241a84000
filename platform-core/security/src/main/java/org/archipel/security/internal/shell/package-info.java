/** Commands of the administrator's shell about who may use the platform, and about its log. */
package org.archipel.security.internal.shell;
