/// The chatflow API: sessions of chatflows, by remote calls.
@NullMarked
package dev.parley.chatflow;

import org.jspecify.annotations.NullMarked;
