// A Go back end whose events reach its clinic's clients through CareWire.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	url := os.Getenv("CAREWIRE_URL")
	if url == "" {
		url = "http://127.0.0.1:8000"
	}
	events, err := NewEmitter(Options{URL: url, Family: "derm-app", Token: os.Getenv("CAREWIRE_TOKEN")})
	if err != nil {
		log.Fatal(err)
	}
	defer events.Close(5 * time.Second)
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
	log.Print(http.ListenAndServe("127.0.0.1:3000", nil))
}
