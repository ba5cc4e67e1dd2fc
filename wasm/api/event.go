package api

// The types of Events.
const (
	EventNormal  = "Normal"
	EventWarning = "Warning"
)

// Event tells of something that happened to another object. Those of client-go's
// older recorder have firstTimestamp, lastTimestamp and count, those of the newer
// one eventTime, action and series.
type Event struct {
	TypeMeta            `json:",inline"`
	ObjectMeta          `json:"metadata"`
	InvolvedObject      ObjectReference  `json:"involvedObject"`
	Reason              string           `json:"reason,omitempty"`
	Message             string           `json:"message,omitempty"`
	Source              EventSource      `json:"source,omitempty"`
	FirstTimestamp      Time             `json:"firstTimestamp"`
	LastTimestamp       Time             `json:"lastTimestamp"`
	Count               int32            `json:"count,omitempty"`
	EventType           string           `json:"type,omitempty"`
	EventTime           MicroTime        `json:"eventTime"`
	Series              *EventSeries     `json:"series,omitempty"`
	Action              string           `json:"action,omitempty"`
	Related             *ObjectReference `json:"related,omitempty"`
	ReportingController string           `json:"reportingComponent"`
	ReportingInstance   string           `json:"reportingInstance"`
}

// EventSource is who reported an Event with the older recorder.
type EventSource struct {
	Component string `json:"component,omitempty"`
	Host      string `json:"host,omitempty"`
}

// EventSeries counts an Event of the newer recorder that happened again.
type EventSeries struct {
	Count            int32     `json:"count,omitempty"`
	LastObservedTime MicroTime `json:"lastObservedTime"`
}

// DeepCopy returns an Event that shares nothing with e.
func (e *Event) DeepCopy() Object {
	c := *e
	c.ObjectMeta = e.ObjectMeta.deepCopy()
	c.Series = copyPointer(e.Series)
	c.Related = copyPointer(e.Related)
	return &c
}
