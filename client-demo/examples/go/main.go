// A Go back end that publishes a change to its clinic's clients with one HTTP call to CareWire.
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

// Event is an event of the catalog, or a custom event with the rooms that receive it.
type Event struct {
	Event          string   `json:"event"`
	Rooms          []string `json:"rooms,omitempty"`
	Data           any      `json:"data,omitempty"`
	IdempotencyKey string   `json:"idempotencyKey,omitempty"`
}

type answer struct {
	Error string `json:"error"`
	Code  string `json:"code"`
	Data  struct {
		Events []struct {
			ID string `json:"id"`
		} `json:"events"`
	} `json:"data"`
}

var client = &http.Client{Timeout: 5 * time.Second}

// emit publishes one event and returns its id. A retry with the same key, as after a timeout, publishes it only once.
func emit(ctx context.Context, event Event) (string, error) {
	body, err := json.Marshal(event)
	if err != nil {
		return "", err
	}
	url := os.Getenv("CAREWIRE_URL")
	if url == "" {
		url = "http://127.0.0.1:8000"
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/api/v1/emit", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("CAREWIRE_TOKEN"))
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var published answer
	if err := json.NewDecoder(response.Body).Decode(&published); err != nil {
		return "", err
	}
	if response.StatusCode != http.StatusCreated || len(published.Data.Events) == 0 {
		return "", fmt.Errorf("carewire: HTTP %d %s: %s", response.StatusCode, published.Code, published.Error)
	}
	return published.Data.Events[0].ID, nil
}

func newKey() string {
	key := make([]byte, 16)
	if _, err := rand.Read(key); err != nil {
		panic(err)
	}
	return hex.EncodeToString(key)
}

func importPrescriptions(w http.ResponseWriter, r *http.Request) {
	// A real back end writes the prescriptions to its own database here.
	id, err := emit(r.Context(), Event{
		Event:          "records.bulk-updated",
		Data:           map[string]string{"kind": "prescriptions"},
		IdempotencyKey: newKey(),
	})
	if err != nil {
		log.Print(err)
		http.Error(w, "not published", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusAccepted)
	if err := json.NewEncoder(w).Encode(map[string]string{"told": id}); err != nil {
		log.Print(err)
	}
}

func main() {
	http.HandleFunc("POST /prescriptions/import", importPrescriptions)
	log.Fatal(http.ListenAndServe("127.0.0.1:3000", nil))
}
