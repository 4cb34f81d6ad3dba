// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/metrics/metrics.h"

#include <QByteArray>

namespace landline::server {

/// What is true at the moment, as against what has been counted.
struct Gauges {
    qint64 connections = 0;
    qint64 users = 0; ///< Connected, each once.
    qint64 rooms = 0; ///< With somebody in them.
    qint64 waitingWrites = 0; ///< Of the store.
    bool storageFailing = false;
    std::chrono::duration<double> uptime {};
};

/// The text of `GET /metrics`, in the format of Prometheus, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
QByteArray exposition(const Metrics& metrics, const Gauges& gauges);

} // namespace landline::server
