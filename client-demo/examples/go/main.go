// A Go back end whose events reach its clinic's clients through CareWire.
package main

import (
	"encoding/json"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func environment(name, missing string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return missing
}

func main() {
	events, err := NewEmitter(Options{
		URL:    environment("CAREWIRE_URL", "http://127.0.0.1:8000"),
		Family: "derm-app",
		Token:  os.Getenv("CAREWIRE_TOKEN"),
	})
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/prescriptions/import", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			http.Error(w, "POST expected", http.StatusMethodNotAllowed)
			return
		}
		// A real back end writes the prescriptions to its own database here.
		events.Emit("prescriptions:bulk-update", map[string]any{"timestamp": time.Now()})
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusAccepted)
		if err := json.NewEncoder(w).Encode(map[string]bool{"accepted": true}); err != nil {
			log.Print(err)
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:"+environment("PORT", "3000"))
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("listening on http://%s", listener.Addr())
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, syscall.SIGINT, syscall.SIGTERM)
	go func() { log.Print(http.Serve(listener, nil)) }()
	<-stopped
	events.Close(5 * time.Second)
}
