/// A session endpoint in Spring Boot.
@NullMarked
package dev.parley.peers.spring;

import org.jspecify.annotations.NullMarked;
