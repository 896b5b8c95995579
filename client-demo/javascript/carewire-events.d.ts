// Made by scripts/generate-docs; what each event means: docs/events.md.

/** Why a command was not carried out. */
export type ErrorCode = 'CONFLICT' | 'FORBIDDEN' | 'INTERNAL' | 'INVALID' | 'NOT_FOUND' | 'OVERLOADED' | 'TOO_LARGE' | 'UNAUTHENTICATED';

/** What a command is acknowledged with. */
export type Answer =
  | { success: true; [result: string]: unknown }
  | { success: false; error: string; code: ErrorCode };

export namespace Standard {
  export interface ServerToClientEvents {
    'ambient:error': (body: {
      code: string;
      message: string;
      recordingId?: string;
    }) => void;
    'ambient:joined': (body: {
      /** ISO 8601 date-time. */
      joinedAt: string;
      recordingId: string;
    }) => void;
    'ambient:left': (body: {
      /** ISO 8601 date-time. */
      leftAt: string;
      recordingId: string;
    }) => void;
    'ambient:recording-completed': (body: {
      /** ISO 8601 date-time. */
      completedAt: string;
      recordingId: string;
    }) => void;
    'ambient:transcript': (body: {
      chunkIndex: number;
      confidence?: number;
      /** ISO 8601 date-time. */
      receivedAt: string;
      recordingId: string;
      source: 'live';
      text: string;
    }) => void;
    'appointment:cancelled': (body: {
      appointmentId: string;
      reason?: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'appointment:checkedin': (body: {
      appointmentId: string;
      patientId: string;
      patientName: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'appointment:created': (body: {
      appointment: {
        appointmentTypeId: string;
        appointmentTypeName?: string;
        id: string;
        locationId: string;
        locationName?: string;
        patientId: string;
        patientName: string;
        providerId: string;
        providerName: string;
        /** ISO 8601 date-time. */
        scheduledEnd: string;
        /** ISO 8601 date-time. */
        scheduledStart: string;
        status: 'cancelled' | 'checked_in' | 'completed' | 'in_room' | 'no_show' | 'scheduled' | 'with_provider';
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'appointment:updated': (body: {
      appointment: {
        appointmentTypeId: string;
        appointmentTypeName?: string;
        id: string;
        locationId: string;
        locationName?: string;
        patientId: string;
        patientName: string;
        providerId: string;
        providerName: string;
        /** ISO 8601 date-time. */
        scheduledEnd: string;
        /** ISO 8601 date-time. */
        scheduledStart: string;
        status: 'cancelled' | 'checked_in' | 'completed' | 'in_room' | 'no_show' | 'scheduled' | 'with_provider';
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'appointments:bulk-update': (body: {
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'auth:expiring': (body: {
      /** ISO 8601 date-time. */
      expiresAt: string;
    }) => void;
    'auth:refreshed': (body: {
      /** ISO 8601 date-time. */
      expiresAt?: string;
    }) => void;
    'biopsy:created': (body: {
      biopsy: {
        bodyLocation: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        diagnosis?: string;
        id: string;
        orderingProviderId: string;
        orderingProviderName?: string;
        pathLab: string;
        pathLabCaseNumber?: string;
        patientId: string;
        patientName?: string;
        /** ISO 8601 date-time. */
        resultedAt?: string;
        specimenType: string;
        status: 'closed' | 'collected' | 'ordered' | 'processing' | 'received_by_lab' | 'resulted' | 'reviewed' | 'sent';
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'biopsy:result_received': (body: {
      biopsyId: string;
      diagnosis: string;
      patientId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'biopsy:reviewed': (body: {
      biopsyId: string;
      patientId: string;
      reviewedBy: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'biopsy:updated': (body: {
      biopsy: {
        bodyLocation: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        diagnosis?: string;
        id: string;
        orderingProviderId: string;
        orderingProviderName?: string;
        pathLab: string;
        pathLabCaseNumber?: string;
        patientId: string;
        patientName?: string;
        /** ISO 8601 date-time. */
        resultedAt?: string;
        specimenType: string;
        status: 'closed' | 'collected' | 'ordered' | 'processing' | 'received_by_lab' | 'resulted' | 'reviewed' | 'sent';
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'call:answer': (body: {
      callId: string;
      from: string;
      sdp: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'call:answered-elsewhere': (body: {
      callId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'call:candidate': (body: {
      callId: string;
      candidate: {
        candidate: string;
        sdpMLineIndex?: number;
        sdpMid?: string;
        usernameFragment?: string;
      };
      from: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'call:hangup': (body: {
      callId: string;
      endedBy?: string;
      reason: 'connection-lost' | 'hung-up' | 'unanswered';
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'call:offer': (body: {
      callId: string;
      from: string;
      fromName: string;
      sdp: string;
      threadId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'claim:created': (body: {
      claim: {
        appealStatus?: string;
        claimNumber: string;
        denialReason?: string;
        encounterId?: string;
        id: string;
        patientId: string;
        patientName?: string;
        payer?: string;
        payerName?: string;
        scrubStatus?: string;
        /** ISO 8601 date. */
        serviceDate?: string;
        status: 'accepted' | 'appealed' | 'denied' | 'draft' | 'paid' | 'ready' | 'scrubbed' | 'submitted';
        /** ISO 8601 date-time. */
        submittedAt?: string;
        totalCharges: number;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'claim:denied': (body: {
      claimId: string;
      reason: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'claim:paid': (body: {
      amount: number;
      claimId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'claim:status_changed': (body: {
      claimId: string;
      newStatus: 'accepted' | 'appealed' | 'denied' | 'draft' | 'paid' | 'ready' | 'scrubbed' | 'submitted';
      oldStatus: 'accepted' | 'appealed' | 'denied' | 'draft' | 'paid' | 'ready' | 'scrubbed' | 'submitted';
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'claim:submitted': (body: {
      claimId: string;
      payer: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'claim:updated': (body: {
      claim: {
        appealStatus?: string;
        claimNumber: string;
        denialReason?: string;
        encounterId?: string;
        id: string;
        patientId: string;
        patientName?: string;
        payer?: string;
        payerName?: string;
        scrubStatus?: string;
        /** ISO 8601 date. */
        serviceDate?: string;
        status: 'accepted' | 'appealed' | 'denied' | 'draft' | 'paid' | 'ready' | 'scrubbed' | 'submitted';
        /** ISO 8601 date-time. */
        submittedAt?: string;
        totalCharges: number;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'encounter:completed': (body: {
      encounterId: string;
      providerId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'encounter:created': (body: {
      encounter: {
        appointmentId?: string;
        chiefComplaint?: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        id: string;
        patientId: string;
        patientName?: string;
        providerId: string;
        providerName?: string;
        status: 'completed' | 'draft' | 'in_progress' | 'signed';
        /** ISO 8601 date-time. */
        updatedAt: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'encounter:signed': (body: {
      encounterId: string;
      providerId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'encounter:updated': (body: {
      encounter: {
        appointmentId?: string;
        chiefComplaint?: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        id: string;
        patientId: string;
        patientName?: string;
        providerId: string;
        providerName?: string;
        status: 'completed' | 'draft' | 'in_progress' | 'signed';
        /** ISO 8601 date-time. */
        updatedAt: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'error': (body: {
      code: 'CONFLICT' | 'FORBIDDEN' | 'INTERNAL' | 'INVALID' | 'NOT_FOUND' | 'OVERLOADED' | 'TOO_LARGE' | 'UNAUTHENTICATED';
      event?: 'ambient:audio-chunk' | 'assistant:ask' | 'assistant:cancel' | 'call:answer' | 'call:candidate' | 'call:hangup' | 'call:offer' | 'message:join-thread' | 'message:leave-thread' | 'message:typing' | 'notification:acknowledge' | 'notification:dismiss' | 'notification:mark-read' | 'notification:preferences' | 'notification:seen' | 'patient-flow:subscribe' | 'patient-flow:unsubscribe' | 'patient:viewing' | 'provider-queue:subscribe' | 'provider-queue:unsubscribe' | 'room-board:subscribe' | 'room-board:unsubscribe' | 'user:status' | 'vitals:record' | 'vitals:threshold';
      message: string;
    }) => void;
    'invoice:updated': (body: {
      invoice: {
        /** ISO 8601 date-time. */
        createdAt: string;
        id: string;
        invoiceNumber: string;
        patientId: string;
        patientName: string;
        status: 'cancelled' | 'paid' | 'partial' | 'unpaid';
        total: number;
        totalPaid: number;
        /** ISO 8601 date-time. */
        updatedAt: string;
        visitId?: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'invoices:bulk-update': (body: {
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'lab-result:created': (body: {
      labResult: {
        /** ISO 8601 date-time. */
        createdAt: string;
        id: string;
        orderType: string;
        patientId: string;
        patientName: string;
        providerId: string;
        providerName: string;
        result?: string;
        resultFlag?: 'abnormal' | 'benign' | 'cancerous' | 'high' | 'inconclusive' | 'low' | 'normal' | 'out_of_range' | 'panic_value' | 'precancerous';
        /** ISO 8601 date-time. */
        resultedAt?: string;
        /** ISO 8601 date-time. */
        reviewedAt?: string;
        reviewedBy?: string;
        status: 'cancelled' | 'ordered' | 'resulted' | 'reviewed';
        /** ISO 8601 date-time. */
        updatedAt: string;
        visitId?: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'lab-result:updated': (body: {
      labResult: {
        /** ISO 8601 date-time. */
        createdAt: string;
        id: string;
        orderType: string;
        patientId: string;
        patientName: string;
        providerId: string;
        providerName: string;
        result?: string;
        resultFlag?: 'abnormal' | 'benign' | 'cancerous' | 'high' | 'inconclusive' | 'low' | 'normal' | 'out_of_range' | 'panic_value' | 'precancerous';
        /** ISO 8601 date-time. */
        resultedAt?: string;
        /** ISO 8601 date-time. */
        reviewedAt?: string;
        reviewedBy?: string;
        status: 'cancelled' | 'ordered' | 'resulted' | 'reviewed';
        /** ISO 8601 date-time. */
        updatedAt: string;
        visitId?: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'message:edited': (body: {
      message: {
        attachments?: Array<{
          id: string;
          mediaType: string;
          name: string;
          size: number;
          url: string;
        }>;
        body: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        /** ISO 8601 date-time. */
        editedAt?: string;
        id: string;
        /** ISO 8601 date-time. */
        retractedAt?: string;
        sender: string;
        senderFirstName: string;
        senderLastName: string;
        threadId: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'message:new': (body: {
      message: {
        attachments?: Array<{
          id: string;
          mediaType: string;
          name: string;
          size: number;
          url: string;
        }>;
        body: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        /** ISO 8601 date-time. */
        editedAt?: string;
        id: string;
        /** ISO 8601 date-time. */
        retractedAt?: string;
        sender: string;
        senderFirstName: string;
        senderLastName: string;
        threadId: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'message:notification': (body: {
      messageId: string;
      preview: string;
      sender: string;
      threadId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'message:partial': (body: {
      delta: string;
      messageId: string;
      sequence: number;
      threadId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'message:read': (body: {
      messageId: string;
      /** ISO 8601 date-time. */
      readAt: string;
      readBy: string;
      threadId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'message:retracted': (body: {
      messageId: string;
      /** ISO 8601 date-time. */
      retractedAt: string;
      retractedBy: string;
      threadId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'message:typing': (body: {
      isTyping: boolean;
      threadId: string;
      userId: string;
      userName: string;
    }) => void;
    'message:unread-count': (body: {
      /** ISO 8601 date-time. */
      timestamp: string;
      unreadCount: number;
    }) => void;
    'message:withdrawn': (body: {
      messageId: string;
      threadId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'notification:new': (body: {
      notification: {
        actionUrl?: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        id: string;
        message: string;
        metadata?: unknown;
        mustAcknowledge?: boolean;
        originId?: string;
        priority: 'high' | 'low' | 'normal' | 'urgent';
        relatedEntityId?: string;
        relatedEntityType?: string;
        title: string;
        type: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'notification:preferences': (body: {
      preferences: {
        '*'?: {
          enabled: boolean;
          minPriority: 'emergency' | 'high' | 'low' | 'normal' | 'urgent';
          quietHours?: {
            end: string;
            start: string;
            timeZone: string;
          };
        };
        '*anything'?: {
          enabled: boolean;
          minPriority: 'low';
          quietHours: {
            end: string;
            start: string;
            timeZone: string;
          };
        };
        task_assigned?: {
          enabled: boolean;
          minPriority: 'emergency';
        };
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'notification:unread-count': (body: {
      /** ISO 8601 date-time. */
      timestamp: string;
      unreadCount: number;
    }) => void;
    'notification:updated': (body: {
      /** ISO 8601 date-time. */
      at: string;
      dismissed: boolean;
      id: string;
      state: 'acknowledged' | 'delivered' | 'queued' | 'seen';
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'patient-flow:updated': (body: {
      appointmentId: string;
      flowId: string;
      locationId?: string;
      patientId: string;
      patientName?: string;
      previousStatus?: 'checked_in' | 'checkout' | 'completed' | 'ready_for_provider' | 'rooming' | 'vitals_complete' | 'with_provider';
      providerId?: string;
      roomId?: string;
      roomNumber?: string;
      status: 'checked_in' | 'checkout' | 'completed' | 'ready_for_provider' | 'rooming' | 'vitals_complete' | 'with_provider';
      /** ISO 8601 date-time. */
      statusChangedAt?: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'patient:balance_changed': (body: {
      newBalance: number;
      oldBalance: number;
      patientId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'patient:checkin': (body: {
      appointmentId: string;
      patientId: string;
      patientName: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'patient:insurance_verified': (body: {
      insuranceInfo: {
        memberId?: string;
        payer?: string;
        plan?: string;
        verified: boolean;
      };
      patientId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'patient:updated': (body: {
      patient: {
        balance: number;
        /** ISO 8601 date. */
        dob?: string;
        email?: string;
        firstName: string;
        id: string;
        insurance?: string;
        lastName: string;
        /** ISO 8601 date-time. */
        lastUpdated: string;
        phone?: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'patient:viewers': (body: {
      patientId: string;
      viewers: Array<{
        /** ISO 8601 date-time. */
        startedAt: string;
        userId: string;
        userName: string;
      }>;
    }) => void;
    'patient:viewing': (body: {
      isViewing: boolean;
      patientId: string;
      /** ISO 8601 date-time. */
      startedAt?: string;
      userId: string;
      userName: string;
    }) => void;
    'payment:posted': (body: {
      amount: number;
      patientId: string;
      paymentId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'payment:received': (body: {
      payment: {
        amount: number;
        claimId?: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        id: string;
        patientId: string;
        patientName?: string;
        payer?: string;
        /** ISO 8601 date. */
        paymentDate: string;
        paymentMethod?: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'prescription:created': (body: {
      prescription: {
        /** ISO 8601 date-time. */
        createdAt: string;
        id: string;
        medication: string;
        patientId: string;
        patientName: string;
        providerId: string;
        providerName: string;
        /** ISO 8601 date-time. */
        sentAt?: string;
        status: 'cancelled' | 'filled' | 'pending' | 'sent';
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'prescription:sent': (body: {
      medication: string;
      patientId: string;
      prescriptionId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'prescription:status_changed': (body: {
      prescriptionId: string;
      status: 'cancelled' | 'filled' | 'pending' | 'sent';
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'prescriptions:bulk-update': (body: {
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'presence:snapshot': (body: Array<{
      /** ISO 8601 date-time. */
      lastSeen: string;
      status: 'away' | 'offline' | 'online';
      userId: string;
      userName: string;
    }>) => void;
    'prior_auth:approved': (body: {
      authNumber: string;
      priorAuthId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'prior_auth:created': (body: {
      priorAuth: {
        authNumber?: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        /** ISO 8601 date. */
        expirationDate?: string;
        id: string;
        insurancePlan?: string;
        patientId: string;
        patientName?: string;
        serviceType: string;
        status: 'approved' | 'denied' | 'expired' | 'pending' | 'submitted';
        /** ISO 8601 date-time. */
        updatedAt: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'prior_auth:denied': (body: {
      priorAuthId: string;
      reason: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'prior_auth:status_changed': (body: {
      newStatus: 'approved' | 'denied' | 'expired' | 'pending' | 'submitted';
      oldStatus: 'approved' | 'denied' | 'expired' | 'pending' | 'submitted';
      priorAuthId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'provider-queue:updated': (body: {
      appointmentId: string;
      flowId: string;
      locationId?: string;
      patientId: string;
      patientName?: string;
      previousStatus?: 'checked_in' | 'checkout' | 'completed' | 'ready_for_provider' | 'rooming' | 'vitals_complete' | 'with_provider';
      providerId?: string;
      roomId?: string;
      roomNumber?: string;
      status: 'checked_in' | 'checkout' | 'completed' | 'ready_for_provider' | 'rooming' | 'vitals_complete' | 'with_provider';
      /** ISO 8601 date-time. */
      statusChangedAt?: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'queue:bulk-update': (body: {
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'queue:ticket': (body: {
      position?: number;
      roomId?: string;
      roomName?: string;
      status: 'cancelled' | 'completed' | 'in_progress' | 'no_show' | 'waiting';
      ticket: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'room-board:updated': (body: {
      appointmentId: string;
      flowId: string;
      locationId?: string;
      patientId: string;
      patientName?: string;
      previousStatus?: 'checked_in' | 'checkout' | 'completed' | 'ready_for_provider' | 'rooming' | 'vitals_complete' | 'with_provider';
      providerId?: string;
      roomId?: string;
      roomNumber?: string;
      status: 'checked_in' | 'checkout' | 'completed' | 'ready_for_provider' | 'rooming' | 'vitals_complete' | 'with_provider';
      /** ISO 8601 date-time. */
      statusChangedAt?: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'room:status-changed': (body: {
      patientId?: string;
      patientName?: string;
      roomId: string;
      roomNumber: string;
      status: 'cleaning' | 'empty' | 'occupied';
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'task:created': (body: {
      task: {
        assigneeId?: string;
        assigneeName?: string;
        /** ISO 8601 date-time. */
        completedAt?: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        createdBy: string;
        description?: string;
        /** ISO 8601 date. */
        dueDate?: string;
        id: string;
        patientId?: string;
        patientName?: string;
        priority: 'high' | 'low' | 'normal' | 'urgent';
        status: 'cancelled' | 'completed' | 'in_progress' | 'open';
        title: string;
        /** ISO 8601 date-time. */
        updatedAt: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'task:updated': (body: {
      task: {
        assigneeId?: string;
        assigneeName?: string;
        /** ISO 8601 date-time. */
        completedAt?: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        createdBy: string;
        description?: string;
        /** ISO 8601 date. */
        dueDate?: string;
        id: string;
        patientId?: string;
        patientName?: string;
        priority: 'high' | 'low' | 'normal' | 'urgent';
        status: 'cancelled' | 'completed' | 'in_progress' | 'open';
        title: string;
        /** ISO 8601 date-time. */
        updatedAt: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'thread:member-removed': (body: {
      memberIds: Array<string>;
      removedBy: string;
      threadId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
      userId: string;
    }) => void;
    'thread:members-added': (body: {
      addedBy: string;
      addedIds: Array<string>;
      memberIds: Array<string>;
      threadId: string;
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'user:offline': (body: {
      /** ISO 8601 date-time. */
      lastSeen: string;
      status: 'away' | 'offline' | 'online';
      userId: string;
      userName: string;
    }) => void;
    'user:online': (body: {
      /** ISO 8601 date-time. */
      lastSeen: string;
      status: 'away' | 'offline' | 'online';
      userId: string;
      userName: string;
    }) => void;
    'user:status': (body: {
      /** ISO 8601 date-time. */
      lastSeen: string;
      status: 'away' | 'offline' | 'online';
      userId: string;
      userName: string;
    }) => void;
    'visits:bulk-update': (body: {
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'vitals:alert-raised': (body: {
      alert: {
        component?: 'diastolic' | 'systolic';
        dataType: string;
        /** ISO 8601 date-time. */
        measuredAt: string;
        message: string;
        patientId: string;
        severity: 'warning';
        threshold: number;
        value: number;
        vitalId: string;
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
    'vitals:recorded': (body: {
      /** ISO 8601 date-time. */
      timestamp: string;
      vital: {
        dataType: string;
        id: string;
        /** ISO 8601 date-time. */
        measuredAt: string;
        notes?: string;
        patientId: string;
        /** ISO 8601 date-time. */
        recordedAt: string;
        recordedBy: string;
        unit?: string;
        value: {
          diastolic: number;
          systolic: number;
        } | number;
      };
    }) => void;
    'vitals:threshold-changed': (body: {
      changedBy: string;
      dataType: string;
      patientId: string;
      threshold: {
        diastolic?: {
          max?: number;
          min?: number;
        };
        max?: number;
        min?: number;
        systolic?: {
          max?: number;
          min?: number;
        };
      };
      /** ISO 8601 date-time. */
      timestamp: string;
    }) => void;
  }

  export interface ClientToServerEvents {
    'ambient:audio-chunk': (argument: {
      chunkIndex: number;
      data: Uint8Array;
      mimeType?: string;
      recordingId: string;
    }, answer?: (answer: Answer) => void) => void;
    'ambient:join': (argument: {
      recordingId: string;
    }, answer?: (answer: Answer) => void) => void;
    'ambient:leave': (argument: {
      recordingId: string;
    }, answer?: (answer: Answer) => void) => void;
    'ambient:recording-complete': (argument: {
      recordingId: string;
    }, answer?: (answer: Answer) => void) => void;
    'assistant:ask': (argument: {
      text: string;
      threadId: string;
    }, answer?: (answer: Answer) => void) => void;
    'assistant:cancel': (argument: {
      threadId: string;
    }, answer?: (answer: Answer) => void) => void;
    'auth:refresh': (argument: {
      token: string;
    }, answer?: (answer: Answer) => void) => void;
    'call:answer': (argument: {
      callId: string;
      sdp: string;
    }, answer?: (answer: Answer) => void) => void;
    'call:candidate': (argument: {
      callId: string;
      candidate: {
        candidate: string;
        sdpMLineIndex?: number;
        sdpMid?: string;
        usernameFragment?: string;
      };
    }, answer?: (answer: Answer) => void) => void;
    'call:hangup': (argument: {
      callId: string;
    }, answer?: (answer: Answer) => void) => void;
    'call:offer': (argument: {
      sdp: string;
      threadId: string;
      to: string;
    }, answer?: (answer: Answer) => void) => void;
    'message:join-thread': (argument: string, answer?: (answer: Answer) => void) => void;
    'message:leave-thread': (argument: string, answer?: (answer: Answer) => void) => void;
    'message:typing': (argument: {
      isTyping: boolean;
      threadId: string;
    }, answer?: (answer: Answer) => void) => void;
    'notification:acknowledge': (argument: {
      id: string;
    }, answer?: (answer: Answer) => void) => void;
    'notification:dismiss': (argument: {
      id: string;
    }, answer?: (answer: Answer) => void) => void;
    'notification:mark-read': (argument: {
      ids: Array<string>;
    }, answer?: (answer: Answer) => void) => void;
    'notification:preferences': (...given: [argument?: {
      preferences: {
        '*'?: {
          enabled?: boolean;
          minPriority?: 'emergency' | 'high' | 'low' | 'normal' | 'urgent';
          quietHours?: {
            end: string;
            start: string;
            timeZone: string;
          };
        };
        '*anything'?: {
          enabled?: boolean;
          minPriority?: 'emergency' | 'high' | 'low' | 'normal' | 'urgent';
          quietHours?: {
            end: string;
            start: string;
            timeZone: string;
          };
        };
        task_assigned?: {
          enabled?: boolean;
          minPriority?: 'emergency' | 'high' | 'low' | 'normal' | 'urgent';
          quietHours?: {
            end: string;
            start: string;
            timeZone: string;
          };
        };
      };
    } | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'notification:seen': (argument: {
      id: string;
    }, answer?: (answer: Answer) => void) => void;
    'patient-flow:subscribe': (...given: [argument?: {
      locationId?: string;
    } | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'patient-flow:unsubscribe': (...given: [argument?: {
      locationId?: string;
    } | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'patient:viewing': (argument: {
      isViewing: boolean;
      patientId: string;
    }, answer?: (answer: Answer) => void) => void;
    'provider-queue:subscribe': (argument: {
      providerId: string;
    }, answer?: (answer: Answer) => void) => void;
    'provider-queue:unsubscribe': (argument: {
      providerId: string;
    }, answer?: (answer: Answer) => void) => void;
    'room-board:subscribe': (argument: {
      locationId: string;
    }, answer?: (answer: Answer) => void) => void;
    'room-board:unsubscribe': (argument: {
      locationId: string;
    }, answer?: (answer: Answer) => void) => void;
    'user:status': (argument: 'away' | 'online', answer?: (answer: Answer) => void) => void;
    'vitals:record': (argument: {
      dataType: string;
      /** ISO 8601 date-time. */
      measuredAt?: string;
      notes?: string;
      patientId?: string | number;
      unit?: string;
      value: {
        diastolic: number;
        systolic: number;
      } | number;
    }, answer?: (answer: Answer) => void) => void;
    'vitals:threshold': (argument: {
      dataType: string;
      patientId?: string | number;
      threshold: {
        diastolic?: {
          max?: number;
          min?: number;
        };
        max?: number;
        min?: number;
        systolic?: {
          max?: number;
          min?: number;
        };
      };
    }, answer?: (answer: Answer) => void) => void;
  }
}

export namespace Clinic {
  export interface ServerToClientEvents {
    'appointment:updated': (body: {
      appointment: {
        _id: string;
        appointmentCode: string;
        /** ISO 8601 date-time. */
        appointmentDate: string;
        appointmentTime: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        /** ISO 8601 date-time. */
        date: string;
        doctor: {
          _id: string;
          firstName: string;
          lastName: string;
          specializationId?: {
            name: string;
          };
        };
        duration: number;
        isWalkIn: boolean;
        notes?: string;
        patient: {
          _id: string;
          email?: string;
          firstName: string;
          lastName: string;
          patientCode: string;
          phone?: string;
        };
        provider: {
          _id: string;
          email?: string;
          name: string;
        };
        queueNumber?: string;
        reason?: string;
        /** ISO 8601 date-time. */
        scheduledAt: string;
        status: 'cancelled' | 'completed' | 'confirmed' | 'no-show' | 'pending' | 'rescheduled' | 'scheduled';
        /** ISO 8601 date-time. */
        updatedAt: string;
      };
      timestamp: number;
    }) => void;
    'appointments:bulk-update': (body: {
      timestamp: number;
    }) => void;
    'auth:expiring': (body: {
      expiresAt: number;
    }) => void;
    'auth:refreshed': (body: {
      expiresAt?: number;
    }) => void;
    'error': (body: {
      code: 'CONFLICT' | 'FORBIDDEN' | 'INTERNAL' | 'INVALID' | 'NOT_FOUND' | 'OVERLOADED' | 'TOO_LARGE' | 'UNAUTHENTICATED';
      event?: 'ping' | 'subscribe:appointments' | 'subscribe:invoices' | 'subscribe:prescriptions' | 'subscribe:queue' | 'subscribe:visits' | 'unsubscribe:appointments' | 'unsubscribe:queue' | 'unsubscribe:visits';
      message: string;
    }) => void;
    'invoice:updated': (body: {
      invoice: {
        _id: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        invoiceNumber: string;
        outstandingBalance: number;
        patient: {
          _id: string;
          firstName: string;
          lastName: string;
          patientCode: string;
        };
        status: 'cancelled' | 'paid' | 'partial' | 'unpaid';
        total: number;
        totalPaid: number;
        /** ISO 8601 date-time. */
        updatedAt: string;
        visit?: string;
      };
      timestamp: number;
    }) => void;
    'invoices:bulk-update': (body: {
      timestamp: number;
    }) => void;
    'notification': (body: {
      _id: string;
      actionUrl?: string;
      /** ISO 8601 date-time. */
      createdAt: string;
      message: string;
      priority: 'high' | 'low' | 'normal' | 'urgent';
      read: boolean;
      relatedEntity?: {
        id: string;
        type: string;
      };
      timestamp: number;
      title: string;
      type: string;
      user: string;
    }) => void;
    'patient:updated': (body: {
      patient: {
        _id: string;
        balanceCents: number;
        /** ISO 8601 date-time. */
        createdAt: string;
        /** ISO 8601 date-time. */
        dateOfBirth?: string;
        email?: string;
        firstName: string;
        insurance?: string;
        lastName: string;
        patientCode: string;
        phone?: string;
        /** ISO 8601 date-time. */
        updatedAt: string;
      };
      timestamp: number;
    }) => void;
    'pong': (body: {
      timestamp: number;
    }) => void;
    'prescription:created': (body: {
      prescription: {
        _id: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        doctor: {
          _id: string;
          firstName: string;
          lastName: string;
          specializationId?: {
            name: string;
          };
        };
        instructions?: string;
        medication: string;
        patient: {
          _id: string;
          firstName: string;
          lastName: string;
          patientCode: string;
        };
        provider: {
          _id: string;
          email?: string;
          name: string;
        };
        /** ISO 8601 date-time. */
        sentAt?: string;
        status: 'cancelled' | 'filled' | 'pending' | 'sent';
        /** ISO 8601 date-time. */
        updatedAt: string;
        visit?: string;
      };
      timestamp: number;
    }) => void;
    'prescriptions:bulk-update': (body: {
      timestamp: number;
    }) => void;
    'queue:bulk-update': (body: {
      timestamp: number;
    }) => void;
    'queue:ticket': (body: {
      position?: number;
      queueNumber: string;
      room?: {
        _id: string;
        name: string;
        roomNumber: string;
      };
      status: 'cancelled' | 'completed' | 'in-progress' | 'no-show' | 'waiting';
      timestamp: number;
    }) => void;
    'queue:updated': (body: {
      queueItem: {
        _id: string;
        appointment?: string;
        /** ISO 8601 date-time. */
        calledAt?: string;
        checkInMethod?: string;
        checkedIn: boolean;
        /** ISO 8601 date-time. */
        checkedInAt?: string;
        /** ISO 8601 date-time. */
        completedAt?: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        doctor?: {
          _id: string;
          firstName: string;
          lastName: string;
          specializationId?: {
            name: string;
          };
        };
        notes?: string;
        patient: {
          _id: string;
          firstName: string;
          lastName: string;
          patientCode: string;
        };
        patientName: string;
        priority: number;
        queueNumber: string;
        queueType: 'appointment' | 'follow-up' | 'walk-in';
        /** ISO 8601 date-time. */
        queuedAt: string;
        room?: {
          _id: string;
          name: string;
          roomNumber: string;
        };
        /** ISO 8601 date-time. */
        startedAt?: string;
        status: 'cancelled' | 'completed' | 'in-progress' | 'no-show' | 'waiting';
        /** ISO 8601 date-time. */
        updatedAt: string;
        visit?: string;
      };
      timestamp: number;
    }) => void;
    'visit:prescription-created': (body: {
      prescription: {
        _id: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        doctor: {
          _id: string;
          firstName: string;
          lastName: string;
          specializationId?: {
            name: string;
          };
        };
        instructions?: string;
        medication: string;
        patient: {
          _id: string;
          firstName: string;
          lastName: string;
          patientCode: string;
        };
        provider: {
          _id: string;
          email?: string;
          name: string;
        };
        /** ISO 8601 date-time. */
        sentAt?: string;
        status: 'cancelled' | 'filled' | 'pending' | 'sent';
        /** ISO 8601 date-time. */
        updatedAt: string;
        visit: string;
      };
      timestamp: number;
      visitId: string;
    }) => void;
    'visit:updated': (body: {
      timestamp: number;
      visit: {
        _id: string;
        appointment?: string;
        chiefComplaint?: string;
        /** ISO 8601 date-time. */
        closedAt?: string;
        /** ISO 8601 date-time. */
        createdAt: string;
        /** ISO 8601 date-time. */
        date: string;
        doctor: {
          _id: string;
          firstName: string;
          lastName: string;
          specializationId?: {
            name: string;
          };
        };
        notes?: string;
        patient: {
          _id: string;
          firstName: string;
          lastName: string;
          patientCode: string;
        };
        prescriptions: Array<{
          _id: string;
          /** ISO 8601 date-time. */
          createdAt: string;
          doctor: {
            _id: string;
            firstName: string;
            lastName: string;
            specializationId?: {
              name: string;
            };
          };
          instructions?: string;
          medication: string;
          patient: {
            _id: string;
            firstName: string;
            lastName: string;
            patientCode: string;
          };
          provider: {
            _id: string;
            email?: string;
            name: string;
          };
          /** ISO 8601 date-time. */
          sentAt?: string;
          status: 'cancelled' | 'filled' | 'pending' | 'sent';
          /** ISO 8601 date-time. */
          updatedAt: string;
          visit?: string;
        }>;
        provider: {
          _id: string;
          email?: string;
          name: string;
        };
        queueItem?: string;
        status: 'cancelled' | 'closed' | 'draft' | 'open';
        /** ISO 8601 date-time. */
        updatedAt: string;
        visitCode: string;
      };
    }) => void;
    'visits:bulk-update': (body: {
      timestamp: number;
    }) => void;
  }

  export interface ClientToServerEvents {
    'auth:refresh': (argument: {
      token: string;
    }, answer?: (answer: Answer) => void) => void;
    'ping': (...given: [argument?: Record<string, unknown> | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'subscribe:appointments': (...given: [argument?: {
      /** ISO 8601 date. */
      date?: string;
      doctorId?: string;
      status?: Array<string> | string;
    } | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'subscribe:invoices': (...given: [argument?: Record<string, unknown> | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'subscribe:prescriptions': (...given: [argument?: Record<string, unknown> | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'subscribe:queue': (...given: [argument?: {
      doctorId?: string;
      roomId?: string;
      status?: Array<string> | string;
    } | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'subscribe:visits': (...given: [argument?: {
      doctorId?: string;
      patientId?: string;
      status?: Array<string> | string;
    } | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'unsubscribe:appointments': (...given: [argument?: Record<string, unknown> | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'unsubscribe:queue': (...given: [argument?: Record<string, unknown> | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
    'unsubscribe:visits': (...given: [argument?: Record<string, unknown> | null, answer?: (answer: Answer) => void] | [answer?: (answer: Answer) => void]) => void;
  }
}
