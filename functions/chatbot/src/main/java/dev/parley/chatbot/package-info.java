/// The chatbot API: sessions between chatbots and clients, in which the model answers.
@NullMarked
package dev.parley.chatbot;

import org.jspecify.annotations.NullMarked;
