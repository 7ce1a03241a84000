/** The life of rule sets: written, tried, tested, activated, used. */
package org.archipel.transformation.internal.service;
