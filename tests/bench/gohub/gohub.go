// SPDX-License-Identifier: GPL-3.0-or-later
//
// A chat hub in Go as tutorials write it: one goroutine for the hub, and for each client one that reads and one
// that writes, with a channel of messages in between. A peer of landline-bench; built by it with Debian's
// golang-go and golang-github-gorilla-websocket-dev.
package main

import (
	"fmt"
	"net"
	"net/http"

	"github.com/gorilla/websocket"
)

// As tests/bench/envelope.h.
const (
	requestHead = `{"type":"text","content":"`
	requestTail = `"}`
	eventHead   = `{"type":"text","room":"bench","seq":12345,"username":"u00","content":"`
	eventTail   = `","timestamp":"2026-11-20T22:42:31.123Z","guest":true}`
)

type client struct {
	conn *websocket.Conn
	send chan []byte
}

type hub struct {
	clients    map[*client]bool
	broadcast  chan []byte
	register   chan *client
	unregister chan *client
}

func (h *hub) run() {
	for {
		select {
		case c := <-h.register:
			h.clients[c] = true
		case c := <-h.unregister:
			if h.clients[c] {
				delete(h.clients, c)
				close(c.send)
			}
		case message := <-h.broadcast:
			for c := range h.clients {
				select {
				case c.send <- message:
				default: // too slow
					close(c.send)
					delete(h.clients, c)
				}
			}
		}
	}
}

func (c *client) read(h *hub) {
	defer func() {
		h.unregister <- c
		c.conn.Close()
	}()
	for {
		_, request, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		content := request[len(requestHead) : len(request)-len(requestTail)]
		event := make([]byte, 0, len(eventHead)+len(content)+len(eventTail))
		event = append(event, eventHead...)
		event = append(event, content...)
		event = append(event, eventTail...)
		h.broadcast <- event
	}
}

func (c *client) write() {
	defer c.conn.Close()
	for message := range c.send {
		if c.conn.WriteMessage(websocket.TextMessage, message) != nil {
			return
		}
	}
}

func main() {
	h := &hub{make(map[*client]bool), make(chan []byte, 256), make(chan *client), make(chan *client)}
	go h.run()
	upgrader := websocket.Upgrader{ReadBufferSize: 1024, WriteBufferSize: 4096}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		c := &client{conn, make(chan []byte, 1024)}
		h.register <- c
		go c.write()
		go c.read(h)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Printf("listening on %s\n", listener.Addr())
	panic(http.Serve(listener, nil))
}
